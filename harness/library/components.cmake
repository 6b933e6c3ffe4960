# The names of parts. There is one library, and each of them is all of it.
foreach(part value x509 tls)
  if(NOT TARGET peercert::${part})
    add_library(peercert::${part} INTERFACE IMPORTED GLOBAL)
    target_link_libraries(peercert::${part} INTERFACE peercert::peercert)
  endif()
endforeach()
