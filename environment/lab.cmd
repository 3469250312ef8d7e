@echo off
rem The commands of the course on Windows: all of them are in lab-kernel.jar.
setlocal
set "LAB_JAR=%~dp0kernel\target\lab-kernel.jar"
if not exist "%LAB_JAR%" goto :unbuilt
set "LAB_JAVA=java"
if defined JAVA_HOME set "LAB_JAVA=%JAVA_HOME%\bin\java.exe"
where /q java
if errorlevel 1 if not defined JAVA_HOME goto :nojava
"%LAB_JAVA%" -jar "%LAB_JAR%" %*
exit /b %ERRORLEVEL%
:unbuilt
echo lab: the course is not built yet: in its folder, type .\mvnw.cmd -DskipTests package>&2
exit /b 1
:nojava
echo lab: expected a JDK of version 17 or newer on the PATH or in JAVA_HOME, found none: install one>&2
exit /b 1
