"""The kinds of block that a scene may show as its chart, and those that paper can draw."""

from __future__ import annotations

from components.blocks.bar_chart import Bars
from components.blocks.board import Board
from components.blocks.bullet_chart import Bullets
from components.blocks.dots import Dots
from components.blocks.gantt import Gantt
from components.blocks.moments import Events
from components.blocks.stack import Stack
from components.blocks.table import Table
from components.blocks.wall import Wall

CHARTS = (Bars, Bullets, Dots, Stack, Gantt, Events, Wall, Board, Table)
DRAWN = (Bars, Gantt, Bullets, Stack, Dots, Wall)
