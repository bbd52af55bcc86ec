@echo off
rem Starts `ai` on Windows: what scripts/ai does elsewhere, in short. See there for the variables.
rem In a clone it builds the distribution when there is none; run `mvn -Dquick package` after a change.
setlocal
set "dist=%~dp0.."
if exist "%dist%\lib\ai.jar" goto java
set "dist=%~dp0..\cli\target\dist"

:java
set "jdk="
for %%d in ("%AI_JAVA_HOME%" "%JAVA_HOME%") do call :candidate "%%~d"
if not defined jdk for /f "delims=" %%j in ('where java 2^>nul') do call :candidate "%%~dpj.."
for %%r in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%USERPROFILE%\.jdks") do (
    if not defined jdk for /d %%d in ("%%~r\*") do call :candidate "%%~d"
)
if not defined jdk (
    echo ai: no JDK 25: found none by AI_JAVA_HOME, JAVA_HOME, PATH or in the usual folders>&2
    echo hint: install one ^(winget install EclipseAdoptium.Temurin.25.JDK^) or set AI_JAVA_HOME>&2
    exit /b 5
)
if exist "%dist%\lib\ai.jar" goto run
echo ai: building>&2
pushd "%~dp0.."
set "JAVA_HOME=%jdk%"
call mvn -B -q -Dquick package 1>&2
set "code=%ERRORLEVEL%"
popd
if not "%code%"=="0" exit /b 70

:run
set "cache=%LOCALAPPDATA%\ai"
if defined AI_HOME set "cache=%AI_HOME%\cache"
set "ORT_DISABLE_TELEMETRY=1"
set /p hash=<"%dist%\lib\HASH"
set "archive="
if not exist "%cache%\archive" mkdir "%cache%\archive" 2>nul
if not "%AI_ARCHIVE%"=="off" if exist "%cache%\archive" set archive=-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%cache%\archive\%hash:~0,16%.jsa"
"%jdk%\bin\java.exe" -XX:+UseSerialGC -Xmx1g -XX:-UsePerfData -Xlog:disable -Xlog:all=off %archive% ^
    -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 ^
    "-Dai.natives=%dist%\native" ^
    "-Dai.builtin.models=%dist%\models" "-Dai.models.yaml=%dist%\models.yaml" %AI_JAVA_OPTS% -jar "%dist%\lib\ai.jar" %*
exit /b %ERRORLEVEL%

rem Takes the folder when it is a JDK 25 or newer and none was taken yet.
:candidate
if defined jdk exit /b
if not exist "%~1\release" exit /b
for /f tokens^=2^ delims^=^" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do for /f "delims=." %%m in ("%%v") do if %%m geq 25 set "jdk=%~1"
exit /b
