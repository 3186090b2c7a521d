"""The options of the program itself."""

from typing import Annotated

from hpreport import __version__
from hpreport.cli.completion.shells import SHELLS, install, script, uninstall
from hpreport.cli.options import Option, command
from hpreport.cli.output import say, write


@command()
def root(
    version: Annotated[bool, Option("--version", help="显示版本")] = False,
    show_completion: Annotated[
        str,
        Option(
            "--show-completion",
            metavar="[shell]",
            choices=SHELLS,
            help="显示自动补全脚本：bash、zsh、fish、powershell，不写是所用的 shell",
        ),
    ] = "",
    install_completion: Annotated[
        str, Option("--install-completion", metavar="[shell]", choices=SHELLS, help="为这个 shell 安装自动补全")
    ] = "",
    uninstall_completion: Annotated[
        str, Option("--uninstall-completion", metavar="[shell]", choices=SHELLS, help="去掉所安装的自动补全")
    ] = "",
) -> bool:
    """政府工作报告的词典和索引：查缩略语，列指标，读段落。

    自带沈阳市和平区 2023 年 12 月的政府工作报告；hpreport build 可以为任何一份政府工作报告建立索引。

    结果写到标准输出，说明写到标准错误。退出状态：0 找到，1 没有找到，2 用法或数据有误，130 被中断。

    各种题目（输出格式、退出状态、环境变量、匹配的办法）的说明见 hpreport help。

    命令可以不写，hpreport 三保 就是 hpreport term 三保。

    例如：
      hpreport 三保
      hpreport targets --year 2024
      hpreport search 老旧小区改造
      hpreport help formatting
    """
    if version:
        write([f"hpreport {__version__}\n"])
    if show_completion:
        write([script(show_completion)])
    if install_completion:
        say(f"已写入 {install(install_completion)}；新开的 {install_completion} 里生效")
    if uninstall_completion:
        changed = uninstall(uninstall_completion)
        say(f"已从这里去掉：{'、'.join(map(str, changed))}" if changed else "没有安装过自动补全")
    return bool(version or show_completion or install_completion or uninstall_completion)
