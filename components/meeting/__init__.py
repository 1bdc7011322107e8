"""Stories, scenes, the stage and the editor."""
