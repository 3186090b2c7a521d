"""Dictionary and index of a Chinese government work report (政府工作报告)."""

__version__ = "0.1.0"
