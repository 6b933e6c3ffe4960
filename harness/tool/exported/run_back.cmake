# Plays some cases from where they stand and from an export, and compares the two results.json, but for the line that says
# where the suite stands.
#   cmake -DTOOL=PEERCERT -DSUITE=DIR -DREPORTS=DIR -P run_back.cmake
set(cases --case "validation/*" --case "loopback/*" --case "certificates/whole/*" --case "after/*" --case "example/*")
foreach(from own exported)
  set(suite "")
  if(from STREQUAL exported)
    set(suite --suite ${SUITE})
  endif()
  execute_process(COMMAND ${TOOL} run ${suite} ${cases} --subject native --reference none --report ${REPORTS}/${from}
                  RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "playing the ${from} suite: expected exit status 0, found ${status}\n${said}")
  endif()
  file(READ ${REPORTS}/${from}/results.json ${from})
endforeach()

string(REGEX REPLACE ",\n *\"export\":\"[^\n]*\"" "" without_place "${exported}")
if(without_place STREQUAL exported)
  message(FATAL_ERROR "the results of an exported suite do not say where it stands")
endif()
if(NOT without_place STREQUAL own)
  message(FATAL_ERROR "the two results differ: ${REPORTS}/own/results.json and ${REPORTS}/exported/results.json")
endif()
string(LENGTH "${own}" length)
message("the same ${length} characters")
