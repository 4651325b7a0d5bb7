# The wire library as the client's compiler sees it, to be run in node: scripts/test builds and runs this target.
add_executable(wufei_contract_checks EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tests/wasm/contract_checks.cpp"
  "${CMAKE_SOURCE_DIR}/wasm/platform/web/web_numbers.cpp")
target_include_directories(wufei_contract_checks PRIVATE "${CMAKE_SOURCE_DIR}")
target_link_libraries(wufei_contract_checks PRIVATE wufei_options wufei_wire)
target_link_options(wufei_contract_checks PRIVATE -Oz -flto -fno-exceptions -fno-rtti -sENVIRONMENT=node
  -sALLOW_MEMORY_GROWTH=1 -sEXIT_RUNTIME=1)
# Emscripten's output is CommonJS; the repository's package.json says otherwise.
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/package.json" "{ \"type\": \"commonjs\" }\n")
