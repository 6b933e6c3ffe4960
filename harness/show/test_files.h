// Where the committed certificates and keys are, for tests.
#ifndef PEERCERT_SHOW_TEST_FILES_H
#define PEERCERT_SHOW_TEST_FILES_H

#include <string>

namespace peercert::show {

inline const std::string kFixtures = PEERCERT_SOURCE_DIR "/certs/fixtures/";
inline const std::string kKeys = PEERCERT_SOURCE_DIR "/certs/keys/";

}  // namespace peercert::show

#endif
