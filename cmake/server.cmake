# wufei_server, all of the server but main(), and the program wufei. Included by backend/CMakeLists.txt.
file(GLOB_RECURSE server_sources CONFIGURE_DEPENDS "${backend}/*.cpp")
list(REMOVE_ITEM server_sources ${wire} "${backend}/app/main.cpp")
add_library(wufei_server STATIC ${server_sources})
target_link_libraries(wufei_server
  PUBLIC wufei_wire CLI11::CLI11
  PRIVATE wufei_options SQLiteCpp SQLite::SQLite3 httplib spdlog::spdlog prometheus-cpp::core ZLIB::ZLIB PkgConfig::BROTLI PkgConfig::ICAL
    PkgConfig::MD4C PkgConfig::OATH PkgConfig::PHOTO PkgConfig::PQ PkgConfig::QRCODEGEN PkgConfig::RSVG PkgConfig::SODIUM PkgConfig::XLSXWRITER)
include("${CMAKE_SOURCE_DIR}/cmake/dependencies.cmake")
set_source_files_properties("${backend}/app/version_command.cpp" PROPERTIES
  SKIP_UNITY_BUILD_INCLUSION ON COMPILE_DEFINITIONS "WUFEI_VERSION=\"${PROJECT_VERSION}\"")
add_dependencies(wufei_server wufei_migrations)
wufei_precompile(wufei_server)

# Gateways for text messages are reached over TLS; lib/net/tls and channel speak it to clients.
target_compile_definitions(httplib PUBLIC CPPHTTPLIB_OPENSSL_SUPPORT)
target_compile_options(httplib PRIVATE -Wno-deprecated-declarations)
target_link_libraries(httplib PUBLIC OpenSSL::SSL OpenSSL::Crypto)

# The description of the API, bundled, is part of the binary: openapi_document() reads it.
set_source_files_properties("${backend}/opendata/openapi_document.cpp" PROPERTIES
  SKIP_UNITY_BUILD_INCLUSION ON COMPILE_DEFINITIONS "WUFEI_OPENAPI_FILE=\"${WUFEI_GENERATED_DIR}/openapi.json\"")

add_executable(wufei "${backend}/app/main.cpp")
target_link_libraries(wufei PRIVATE wufei_server wufei_options)
set_target_properties(wufei PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
