# Compiler options, as targets: wufei_options is linked by every floor of ours, never by third-party code.
option(WUFEI_TESTS "Build the tests" OFF)
option(WUFEI_FUZZ "Build libFuzzer targets too, and what they link with its counters (needs clang)" OFF)
option(WUFEI_UNITY "Compile the sources of a folder together: a whole build takes a third of the time" OFF)
set(WUFEI_SANITIZE "" CACHE STRING "Sanitizers for -fsanitize=, e.g. address,undefined")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  # Precompiled headers: ccache has to be told that their times do not matter, GCC that it preprocesses with them,
  # Clang that it writes none.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

# Nearly every file of ours reads JSON, whose header costs a compiler 2.5 s; precompiled it is a tenth of that. Tests ask for
# more of the standard library than one of them would use: what all of them bring in by the project's headers.
set(WUFEI_TEST_HEADERS <doctest/doctest.h> <array> <atomic> <chrono> <filesystem> <mutex> <optional> <set> <span> <string_view>
  <thread> <utility> <variant>)
function(wufei_precompile target)
  if(WUFEI_UNITY)
    wufei_unite(${target})
  endif()
  if(EMSCRIPTEN)
    return()
  endif()
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>
    $<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>)
  target_precompile_headers(${target} PRIVATE <nlohmann/json.hpp> <algorithm> <functional> <map> <memory> <string> <vector>
    ${ARGN})
endfunction()

# One compiler run for each folder of backend and for each subject of the client. Tests stay apart: their files share names.
function(wufei_unite target)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source NORMALIZE)
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY "${CMAKE_SOURCE_DIR}" OUTPUT_VARIABLE inside)
    if(NOT inside MATCHES "^(backend|wasm)/")
      return()
    endif()
    cmake_path(GET inside PARENT_PATH folder)
    string(MAKE_C_IDENTIFIER "${folder}" group)
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP ${group})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

add_library(wufei_options INTERFACE)
target_compile_options(wufei_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  -Wnon-virtual-dtor -Werror
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)  # GCC 12 warns wrongly about std::string in optimised code (GCC bug 105651)
# The same wrong warnings under other names (GCC bugs 105329, 105616), in optimised builds only.
target_compile_options(wufei_options INTERFACE
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>)

if(EMSCRIPTEN)
  # Nothing is destroyed at the end of a page: the browser takes it away.
  add_compile_options(-fno-exceptions -fno-rtti $<$<COMPILE_LANGUAGE:CXX>:-fno-c++-static-destructors>)
  if(CMAKE_BUILD_TYPE STREQUAL "MinSizeRel")
    set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz -DNDEBUG -flto")
    set(CMAKE_C_FLAGS_MINSIZEREL "-Oz -DNDEBUG -flto")
  endif()
else()
  set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")  # -O3 costs a quarter more of the build and makes nothing faster here
  set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
  add_compile_options(-fstack-protector-strong $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
  add_link_options($<$<CONFIG:Release>:-Wl,-z,relro,-z,now>)
  find_program(MOLD mold)
  if(MOLD)
    add_link_options(-fuse-ld=mold)
  endif()
endif()

if(WUFEI_SANITIZE)
  add_compile_options(-fsanitize=${WUFEI_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    -fsanitize-ignorelist=${CMAKE_SOURCE_DIR}/cmake/sanitize.ignore)
  add_link_options(-fsanitize=${WUFEI_SANITIZE})
endif()

if(WUFEI_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link -fsanitize-coverage-allowlist=${CMAKE_SOURCE_DIR}/cmake/coverage.allow)
endif()
