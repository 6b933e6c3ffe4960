# The folders that scripts/mutants changes are compiled file by file, so that a mutant costs one, with what is long to read read
# once; all else a folder at a time.
function(peercert_one_by_one folder)
  set_target_properties(peercert_${folder} PROPERTIES UNITY_BUILD OFF)
  target_precompile_headers(peercert_${folder} PRIVATE ${ARGN})
endfunction()
cmake_language(DEFER CALL peercert_one_by_one value <string> <vector> <map> <optional> <algorithm> <fmt/format.h>)
cmake_language(DEFER CALL peercert_one_by_one forge <string> <vector> <map> <optional> <algorithm> <fmt/format.h> <toml++/toml.h>)
cmake_language(DEFER CALL peercert_one_by_one x509 <string> <vector> <map> <optional> <algorithm> <fmt/format.h>)
cmake_language(DEFER CALL peercert_one_by_one suite <string> <vector> <map> <optional> <algorithm> <fmt/format.h> <toml++/toml.h>
               <nlohmann/json.hpp>)
cmake_language(DEFER CALL peercert_one_by_one report <string> <vector> <map> <optional> <algorithm> <fmt/format.h> <nlohmann/json.hpp>)
