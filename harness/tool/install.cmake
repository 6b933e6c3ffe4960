# What is installed of the command: `tool`, the program and its manual page, and `data`, what it finds beside it. place.h says
# how.
set(data ${CMAKE_INSTALL_DATADIR}/peercert)

install(TARGETS peercert_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT tool)

set(page ${CMAKE_CURRENT_BINARY_DIR}/peercert.1)
add_custom_command(OUTPUT ${page} COMMAND peercert_tool --man-page > ${page} DEPENDS peercert_tool VERBATIM
                   COMMENT "Making the manual page of what the command says of itself")
add_custom_target(man_page ALL DEPENDS ${page})
if(NOT PEERCERT_PACKAGE)  # Debian has it compressed, see scripts/package.d/debian.cmake
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT tool)
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/reports/app/vendor/LICENSE.preact
          ${PROJECT_SOURCE_DIR}/reports/app/vendor/LICENSE.htm DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT tool)
endif()

install(DIRECTORY ${PROJECT_SOURCE_DIR}/certs/recipes ${PROJECT_SOURCE_DIR}/certs/keys ${PROJECT_SOURCE_DIR}/certs/fixtures
  DESTINATION ${data}/certs COMPONENT data)
file(GLOB cases CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/cases/*.toml)
install(FILES ${cases} DESTINATION ${data}/cases COMPONENT data)
install(FILES ${PROJECT_SOURCE_DIR}/cases/corpora/known.toml DESTINATION ${data}/cases/corpora COMPONENT data)
foreach(script python_subject.py faulty_subject.py pyopenssl_subject.py)
  install(FILES ${PROJECT_SOURCE_DIR}/scripts/${script} DESTINATION ${data}/scripts COMPONENT data)
endforeach()
file(GLOB schemas CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/reports/*.schema.json)
# To be read by who writes a subject, and by who has it played.
install(FILES ${PROJECT_SOURCE_DIR}/harness/subject/PROTOCOL.md ${PROJECT_SOURCE_DIR}/harness/subject/CI.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT data)
install(FILES ${PROJECT_SOURCE_DIR}/scripts/node_subject.js DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples COMPONENT data)
install(FILES ${PROJECT_SOURCE_DIR}/harness/subject/protocol.schema.json ${schemas} DESTINATION ${data}/schemas COMPONENT data)
