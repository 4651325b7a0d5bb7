# dependencies.inc: what the server is built with, "NAME VERSION" in lines, for `wufei version --all`. The names are those of
# scripts/setup: Debian's packages, as dpkg has them installed, and the pinned cpp-httplib.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/scripts/setup")
file(READ "${CMAKE_SOURCE_DIR}/scripts/setup" setup)
string(REGEX MATCH "build_packages=\\([^)]*\\)" packages "${setup}")
string(REGEX MATCHALL "[a-z0-9+.-]+-dev" packages "${packages}")
list(FILTER packages EXCLUDE REGEX "^(doctest|libfuzzer|libclang)")
execute_process(COMMAND dpkg-query -W -f "\${Package} \${Version}\n" ${packages}
  OUTPUT_VARIABLE dependencies ERROR_QUIET)
string(REGEX MATCH "cpp-httplib_[0-9.]+" pinned "${setup}")
string(REPLACE "_" " " pinned "${pinned}")
file(CONFIGURE OUTPUT "${WUFEI_GENERATED_DIR}/dependencies.inc" CONTENT "R\"(${pinned}\n${dependencies})\"" @ONLY)
