import js from '@eslint/js';
import globals from 'globals';

const strict = {
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': ['error', { destructuring: 'all' }],
};

export default [
  { ignores: ['**/*.d.ts', '.venv/', 'pages/static/', 'shots/', 'bench/', 'docs/', 'data/'] },
  js.configs.recommended,
  {
    files: ['components/browser/**/*.js'],
    languageOptions: { globals: { ...globals.browser, L: 'readonly' } },
    rules: strict,
  },
  { files: ['tests/js/**/*.js', '*.js'], languageOptions: { globals: globals.node }, rules: strict },
];
