"""`hpreport help`: help topics, and the help pages of commands."""

from typing import Annotated

from hpreport.cli.commands.registry import GROUPS, MODULES, summary
from hpreport.cli.messages import shown
from hpreport.cli.options import Argument, command
from hpreport.cli.output import ambiguous_width, write
from hpreport.cli.topics import TOPICS, find_topic
from hpreport.errors import UsageError
from hpreport.render.text import page


@command(english=("[TOPIC]", "explains a command or a topic"))
def help(  # the command's name
    topic: Annotated[
        str, Argument(metavar="[命令或题目]", help="命令，或 formatting、exit-codes 等题目，中文名也行")
    ] = "",
) -> int:
    """显示一个命令或一个题目的说明。

    不指定时列出全部命令和题目。

    例如：
      hpreport help term
      hpreport help formatting
      hpreport help 退出状态
    """
    found = find_topic(topic)
    if topic in MODULES:
        from hpreport.cli.main import run

        return run([topic, "--help"])
    if topic and not found:
        raise UsageError(_unknown(topic))
    cells = ambiguous_width()
    write([page(f"{found.title}（{found.name}）", found.body, ambiguous=cells) if found else _list(cells)])
    return 0


def _list(cells: int) -> str:
    groups = {title: {name: summary(name) for name in names} for title, names in GROUPS.items()}
    groups["题目"] = {topic.name: topic.title for topic in TOPICS}
    body = [piece for title, words in groups.items() for piece in (f"{title}：", words)]
    column = 2 + max(len(name) for words in groups.values() for name in words)
    return page("hpreport help 后面可以是命令或题目", body, column, ambiguous=cells)


def _unknown(topic: str) -> str:
    """Return that there is no such topic, and which names are near it."""
    from difflib import get_close_matches

    names = [*MODULES, *(name for topic in TOPICS for name in (topic.name, topic.title))]
    near = get_close_matches(topic.lower(), names, 3, 0.5) or [name for name in names if topic.lower() in name]
    hint = f"；相近的有：{'、'.join(near)}" if near else f"；题目有：{'、'.join(t.name for t in TOPICS)}"
    return f"没有命令或题目 {shown(topic)}{hint}（全部见 hpreport help）"
