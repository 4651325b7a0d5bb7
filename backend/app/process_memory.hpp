// The memory that the process holds.
#pragma once

namespace wufei::app {

// Threads share a few heaps instead of having one each, whose free memory no other uses. Call before any
// thread is started.
void share_heaps();
// Gives back free memory in between, and no longer holds pages of programs and libraries that were touched
// once: they stay in the system's cache of files as long as that has room, and come back from there or from
// the file. Call once, when everything is open.
void release_start_memory();

}  // namespace wufei::app
