# What is installed of the library, in the components `library` (what programs run with) and `development` (what they are
# built with).
include(CMakePackageConfigHelpers)

set(cmake_folder ${CMAKE_INSTALL_LIBDIR}/cmake/peercert)
foreach(type shared static)
  install(TARGETS peercert_${type} EXPORT peercert-${type}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT development
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
  install(EXPORT peercert-${type} NAMESPACE peercert:: DESTINATION ${cmake_folder} COMPONENT development)
endforeach()

configure_package_config_file(peercertConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/peercertConfig.cmake
  INSTALL_DESTINATION ${cmake_folder} NO_SET_AND_CHECK_MACRO)
# While the first number is 0, the second is the one that programs have to be changed for.
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/peercertConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/peercertConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/peercertConfigVersion.cmake
  unistring.cmake components.cmake
  DESTINATION ${cmake_folder} COMPONENT development)

# pkg-config finds everything from where its file stands, so that the whole can be moved.
set(prefix ${CMAKE_INSTALL_PREFIX})
file(RELATIVE_PATH up ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${prefix})
string(REGEX REPLACE "/$" "" up "${up}")
file(RELATIVE_PATH includedir ${prefix} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
file(RELATIVE_PATH libdir ${prefix} ${CMAKE_INSTALL_FULL_LIBDIR})
configure_file(peercert.pc.in peercert.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/peercert.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
