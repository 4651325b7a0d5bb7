# Finds the toolchain file of whichever emcc is on the PATH; Debian's keeps it in /usr/share/emscripten.
# NODE_PATH lets Debian's em++ find acorn at link time; EM_CACHE stays unset because Debian's cache is prebuilt.
set(ENV{NODE_PATH} "/usr/share/nodejs")
find_program(EMCC emcc REQUIRED NO_CMAKE_FIND_ROOT_PATH)
get_filename_component(emcc_real "${EMCC}" REALPATH)
get_filename_component(emscripten_root "${emcc_real}" DIRECTORY)
include("${emscripten_root}/cmake/Modules/Platform/Emscripten.cmake")
set(CMAKE_CROSSCOMPILING_EMULATOR "${CMAKE_SOURCE_DIR}/scripts/node_wasm")
