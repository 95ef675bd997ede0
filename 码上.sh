#!/bin/sh
# 打开工作台：双击“码上.desktop”，或者在终端里运行 sh 码上.sh。
cd -- "$(dirname -- "$0")" || exit 3

find_python() {
    for python in python/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do
        "$python" run.py fits >/dev/null 2>&1 && return
    done
    return 1
}

unpack_python() {
    for archive in installer/*.tar.gz; do
        [ -f "$archive" ] && echo "正在解开 Python，请稍候……" && tar -xzf "$archive" && return
    done
    return 1
}

if find_python || { unpack_python && find_python; }; then
    "$python" run.py
    code=$?
else
    version=3.12
    [ -f wheels/kit.txt ] && read -r version _ <wheels/kit.txt
    echo "这台电脑上没有能用的 Python，或者缺少 venv 组件。"
    echo "改法：请信息中心安装 Python $version（64 位）和 python3-venv，再试一次。"
    code=3
fi
if [ "$code" -ne 0 ] && [ -t 0 ]; then
    echo "按回车键关闭这个窗口。"
    read -r _
fi
exit "$code"
