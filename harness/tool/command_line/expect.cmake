# Runs the command and holds it to its exit status and to what it says.
#   cmake -DSTATUS=2 -DSAYS=REGEX -DON=stderr -P expect.cmake -- PROGRAM ARGUMENT...
# ON is stdout or stderr; the other one has to be empty when a command is refused (status 2).
set(command "")
set(is_command FALSE)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(i RANGE ${last})
  if(is_command)
    list(APPEND command "${CMAKE_ARGV${i}}")
  elseif("${CMAKE_ARGV${i}}" STREQUAL "--")
    set(is_command TRUE)
  endif()
endforeach()

execute_process(COMMAND ${command} INPUT_FILE /dev/null OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr RESULT_VARIABLE status)

if(NOT status STREQUAL STATUS)
  message(FATAL_ERROR "${command}\nexpected exit status ${STATUS}, found ${status}\nstdout: ${stdout}\nstderr: ${stderr}")
endif()
if(NOT "${${ON}}" MATCHES "${SAYS}")
  message(FATAL_ERROR "${command}\nexpected on ${ON} what matches: ${SAYS}\nfound on stdout: ${stdout}\nfound on stderr: ${stderr}")
endif()
if(STATUS EQUAL 2 AND ON STREQUAL "stderr" AND NOT stdout STREQUAL "")
  message(FATAL_ERROR "${command}\nexpected nothing on stdout, found: ${stdout}")
endif()
