@echo off
rem Runs the command line with the vector kernels and the serial collector. JAVA_HOME chooses the Java runtime, JAVA_OPTS and
rem MNIST4J_OPTS are options for it.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
rem A runtime made by jlink may lack the module, and does not start with an option that asks for it.
set "VECTORS="
"%JAVA%" --list-modules 2>nul | findstr /b "jdk.incubator.vector" >nul && set "VECTORS=--add-modules jdk.incubator.vector"
rem With the serial collector short trainings take less time and memory. Java refuses a second one beside it, so any that is chosen counts.
set "COLLECTOR=-XX:+UseSerialGC"
(set JAVA_OPTS & set MNIST4J_OPTS & set JDK_JAVA_OPTIONS & set JAVA_TOOL_OPTIONS & set _JAVA_OPTIONS) 2>nul | findstr /r /c:"-XX:.*GC" /c:"-XX:.*File=" /c:"-XX:Flags=" /c:"@" >nul && set "COLLECTOR="
"%JAVA%" %VECTORS% %COLLECTOR% %JAVA_OPTS% %MNIST4J_OPTS% -jar "%~dp0mnist-cli-example.jar" %*
