// The memory that the process holds.
#pragma once

namespace wufei::app {

// Threads share a few heaps instead of having one each, whose free memory no other uses. Call before any
// thread is started.
void share_heaps();
// Gives back what only the start needed: free memory in between, and the pages of programs and libraries that
// were touched once. What is needed again comes back by itself, from the system's cache of files. Call once,
// when everything is open. Does nothing where the system can not.
void release_start_memory();

}  // namespace wufei::app
