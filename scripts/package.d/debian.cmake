# The Debian packages: peercert, libpeercert0 and libpeercert-dev. Who makes them is what Debian's tools know as DEBFULLNAME and
# DEBEMAIL.
set(PEERCERT_MAINTAINER "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
if(NOT PEERCERT_MAINTAINER MATCHES "[^ ].* <.+>")
  message(FATAL_ERROR "a Debian package says who made it: DEBFULLNAME and DEBEMAIL are not set (scripts/package asks git for them)")
endif()
find_program(GZIP gzip REQUIRED)
set(revision 1)
set(here ${CMAKE_CURRENT_LIST_DIR})

# compressed(FILE RESULT): FILE as Debian wants it, the same bytes every time.
function(compressed file result)
  add_custom_command(OUTPUT ${result} COMMAND ${GZIP} -9nc ${file} > ${result} DEPENDS ${file} VERBATIM)
  cmake_path(GET result FILENAME name)
  add_custom_target(compressed_${name} ALL DEPENDS ${result})
endfunction()

string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)  # of SOURCE_DATE_EPOCH
configure_file(${here}/changelog.in ${PROJECT_BINARY_DIR}/changelog.Debian @ONLY)
compressed(${PROJECT_BINARY_DIR}/changelog.Debian ${PROJECT_BINARY_DIR}/changelog.Debian.gz)
compressed(${PROJECT_SOURCE_DIR}/CHANGELOG.md ${PROJECT_BINARY_DIR}/changelog.gz)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each package has its own
set(CPACK_DEB_COMPONENT_INSTALL YES)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENTS_ALL tool data library development)
set(CPACK_COMPONENT_TOOL_GROUP peercert)
set(CPACK_COMPONENT_DATA_GROUP peercert)
set(CPACK_COMPONENT_LIBRARY_GROUP libpeercert0)
set(CPACK_COMPONENT_DEVELOPMENT_GROUP libpeercert-dev)

# package(NAME COMPONENT SECTION DESCRIPTION)
macro(package name component section description)
  string(TOUPPER ${name} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name})
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION ${section})
  set(CPACK_DEBIAN_${upper}_DESCRIPTION ${description})
  set(CPACK_DEBIAN_${upper}_FILE_NAME DEB-DEFAULT)
  install(FILES ${here}/copyright ${PROJECT_BINARY_DIR}/changelog.Debian.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name}
          COMPONENT ${component})
endmacro()

package(peercert tool utils
"conformance suite for Python's SSLSocket.getpeercert()
peercert plays some 2,300 scenarios on an implementation of Python's ssl
module, judges what getpeercert() says by rules drawn from the documentation,
compares it with CPython, and reports every difference with a minimal
certificate and the command that shows it again.")
package(libpeercert0 library libs
"Python's SSLSocket.getpeercert() for C++
A C++20 library that makes TLS connections with OpenSSL and says of the peer's
certificate what Python's ssl module says, with Python's values and errors.")
package(libpeercert-dev development libdevel
"Python's SSLSocket.getpeercert() for C++ (development files)
A C++20 library that makes TLS connections with OpenSSL and says of the peer's
certificate what Python's ssl module says, with Python's values and errors.

This package has the headers, the static library, and the files for CMake's
find_package and for pkg-config.")
compressed(${PROJECT_BINARY_DIR}/harness/tool/peercert.1 ${PROJECT_BINARY_DIR}/peercert.1.gz)
add_dependencies(compressed_peercert.1.gz man_page)
install(FILES ${PROJECT_BINARY_DIR}/peercert.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT tool)
install(FILES ${PROJECT_BINARY_DIR}/changelog.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/peercert COMPONENT tool)

set(CPACK_DEBIAN_PEERCERT_PACKAGE_SHLIBDEPS YES)
set(CPACK_DEBIAN_PEERCERT_PACKAGE_RECOMMENDS python3)
set(CPACK_DEBIAN_LIBPEERCERT0_PACKAGE_SHLIBDEPS YES)
# pkg-config wants to see what is needed for the static library whichever is linked.
set(CPACK_DEBIAN_LIBPEERCERT-DEV_PACKAGE_DEPENDS
    "libpeercert0 (= ${PROJECT_VERSION}-${revision}), libssl-dev (>= 1.1.1), libfmt-dev, libunistring-dev")
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS YES)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION YES)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${revision})
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${PEERCERT_MAINTAINER}")
set(CPACK_PACKAGE_CONTACT "${PEERCERT_MAINTAINER}")
set(CPACK_STRIP_FILES YES)
set(CPACK_VERBATIM_VARIABLES YES)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
include(CPack)
