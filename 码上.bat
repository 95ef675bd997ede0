@echo off
rem GBK, CRLF. Chinese text only after chcp.
chcp 936 >nul
setlocal
title 码上
pushd "%~dp0"
if exist run.py goto begin
echo 这里没有 run.py。请先把压缩包全部解压到一个文件夹，再双击解压出来的“码上.bat”。
goto fail

:begin
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "PY="
call :find
if defined PY goto open
for %%f in (installer\*.tar.gz) do call :unpack "%%f"
for %%f in (installer\*.exe) do call :install "%%f"
call :find
if defined PY goto open
set "VERSION=3.12"
if exist wheels\kit.txt for /f %%v in (wheels\kit.txt) do set "VERSION=%%v"
echo 这台电脑上没有能用的 Python。
echo 改法：安装 Python %VERSION%（64 位，不需要管理员权限；installer 文件夹里有安装程序的，双击它），
echo 然后再双击“码上.bat”。
goto fail

:open
%PY% run.py && goto end

:fail
echo.
echo 程序没有正常结束，原因写在上面。按任意键关闭这个窗口。
pause >nul
popd
exit /b 3

:end
popd
exit /b 0

:find
call :try python\python.exe
call :try py -3
call :try python
for %%v in (3.14 3.13 3.12 3.11) do call :try py -%%v
for /d %%d in ("%LocalAppData%\Programs\Python\Python3*") do call :try "%%d\python.exe"
exit /b

:try
if defined PY exit /b
%* run.py fits >nul 2>nul && set "PY=%*"
exit /b

:unpack
echo 正在解开 Python，请稍候……
tar -xf %1
exit /b

:install
echo 正在安装 Python 到这个文件夹，请稍候……
start "" /wait %1 /passive InstallAllUsers=0 Include_launcher=0 Include_test=0 Include_doc=0 Shortcuts=0 TargetDir="%CD%\python"
exit /b
