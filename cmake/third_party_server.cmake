# Libraries of the server only: cpp-httplib compiled once (its split.py), the rest from Debian.
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlienc libbrotlidec libbrotlicommon)
pkg_check_modules(MD4C REQUIRED IMPORTED_TARGET md4c)
pkg_check_modules(ICAL REQUIRED IMPORTED_TARGET libical)
pkg_check_modules(RSVG REQUIRED IMPORTED_TARGET librsvg-2.0 cairo fontconfig)
pkg_check_modules(PHOTO REQUIRED IMPORTED_TARGET libturbojpeg libpng libwebp)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(OATH REQUIRED IMPORTED_TARGET liboath)
pkg_check_modules(QRCODEGEN REQUIRED IMPORTED_TARGET qrcodegencpp)
find_package(prometheus-cpp REQUIRED CONFIG COMPONENTS core)

set(httplib_dir "${CMAKE_BINARY_DIR}/third_party_include/httplib")
set(httplib_source "${FETCHCONTENT_SOURCE_DIR_HTTPLIB}")
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_custom_command(
  OUTPUT "${httplib_dir}/httplib.h" "${httplib_dir}/httplib.cc"
  COMMAND Python3::Interpreter "${httplib_source}/split.py" -o "${httplib_dir}"
  WORKING_DIRECTORY "${httplib_source}"
  DEPENDS "${httplib_source}/httplib.h"
  VERBATIM)
add_library(httplib STATIC "${httplib_dir}/httplib.cc" "${httplib_dir}/httplib.h")
target_include_directories(httplib SYSTEM PUBLIC "${httplib_dir}")
target_compile_definitions(httplib PUBLIC CPPHTTPLIB_LISTEN_BACKLOG=1024)
target_link_libraries(httplib PUBLIC Threads::Threads)
