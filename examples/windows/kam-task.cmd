@echo off
rem What the Task Scheduler runs, see register-tasks.ps1 beside this file:
rem
rem     kam-task.cmd nightly ^| notify ^| agenda ^| backup ^| scorecard
rem
rem KAM_DB is the database, KAM_OUT the folder for what is written, KAM_MAIL the account that sends
rem to plain e-mail addresses. Save this file as it is: ASCII.
setlocal enabledelayedexpansion
chcp 65001 >nul
if "%KAM_DB%"=="" set "KAM_DB=%LOCALAPPDATA%\kam\kam.db"
if "%KAM_OUT%"=="" set "KAM_OUT=%USERPROFILE%\Documents\kam"
set "KAM_ACTOR=task-scheduler"
set "CRON=%~dp0..\cron"

if "%~1"=="nightly" goto nightly
if "%~1"=="notify" goto notify
if "%~1"=="agenda" goto agenda
if "%~1"=="backup" goto backup
if "%~1"=="scorecard" goto scorecard
echo usage: %~nx0 nightly^|notify^|agenda^|backup^|scorecard 1>&2
exit /b 2

:nightly
kam tier recompute --reason "every night" >"%TEMP%\kam-nightly.txt" 2>&1
exit /b %errorlevel%

:notify
if not exist "%KAM_OUT%\notify" mkdir "%KAM_OUT%\notify"
kam notify >"%KAM_OUT%\notify\last.txt" 2>&1
exit /b %errorlevel%

:agenda
if not exist "%KAM_OUT%\agenda" mkdir "%KAM_OUT%\agenda"
for /f "usebackq" %%d in (`python -c "import datetime; print(datetime.date.today())"`) do set "TODAY=%%d"
rem One code a line: it needs no quotes and is the same in every language.
for /f "usebackq delims=" %%m in (`kam staff list --role account_manager --format ndjson ^| python "%~dp0codes.py"`) do (
    kam visits due --manager "%%m" -o "%KAM_OUT%\agenda\!TODAY!-%%m.xlsx" || exit /b 1
)
exit /b 0

:backup
if not exist "%KAM_OUT%\backup" mkdir "%KAM_OUT%\backup"
python "%CRON%\backup.py" "%KAM_DB%" "%KAM_OUT%\backup" 8
exit /b %errorlevel%

:scorecard
for /f "usebackq tokens=1,2" %%a in (`python "%CRON%\last_month.py"`) do set "FROM=%%a" & set "TO=%%b"
set "FOLDER=%KAM_OUT%\scorecard\%FROM:~0,7%"
if not exist "%FOLDER%" mkdir "%FOLDER%"
kam surveys summary --from %FROM% --to %TO% -o "%FOLDER%\satisfaction.xlsx" || exit /b 1
kam tier list --as-of %TO% -o "%FOLDER%\tiers.xlsx" || exit /b 1
kam tier history --from %FROM% --as-of %TO% -o "%FOLDER%\moves.xlsx" || exit /b 1
kam doctor >"%FOLDER%\doctor.txt"
exit /b %errorlevel%
