@echo off
rem Runs the command line with the vector kernels. JAVA_HOME chooses the Java runtime, JAVA_OPTS and MNIST4J_OPTS are options for it.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
rem A runtime made by jlink may lack the module, and does not start with an option that asks for it.
set "VECTORS="
"%JAVA%" --list-modules 2>nul | findstr /b "jdk.incubator.vector" >nul && set "VECTORS=--add-modules jdk.incubator.vector"
"%JAVA%" %VECTORS% %JAVA_OPTS% %MNIST4J_OPTS% -jar "%~dp0mnist-cli-example.jar" %*
