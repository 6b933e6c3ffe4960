# peercert::unistring, where there is a libunistring: it has neither a package of CMake's nor a pkg-config file.
if(NOT TARGET peercert::unistring)
  find_path(PEERCERT_UNISTRING_INCLUDE_DIR unicase.h)
  find_library(PEERCERT_UNISTRING_LIBRARY unistring)
  mark_as_advanced(PEERCERT_UNISTRING_INCLUDE_DIR PEERCERT_UNISTRING_LIBRARY)
  if(PEERCERT_UNISTRING_INCLUDE_DIR AND PEERCERT_UNISTRING_LIBRARY)
    add_library(peercert::unistring UNKNOWN IMPORTED GLOBAL)
    set_target_properties(peercert::unistring PROPERTIES IMPORTED_LOCATION "${PEERCERT_UNISTRING_LIBRARY}"
                          INTERFACE_INCLUDE_DIRECTORIES "${PEERCERT_UNISTRING_INCLUDE_DIR}")
  endif()
endif()
