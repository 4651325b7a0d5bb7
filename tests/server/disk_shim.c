// Loaded before libc (LD_PRELOAD): a disk that refuses to keep what is written while the file "fail" lies in
// the directory WUFEI_DISK, and one that takes its time while "slow" does.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int lies_there(const char* name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", getenv("WUFEI_DISK"), name);
  return access(path, F_OK) == 0;
}

static int sync_with(const char* call, int file) {
  while (lies_there("slow")) usleep(10000);
  if (lies_there("fail")) {
    errno = EIO;
    return -1;
  }
  return ((int (*)(int))dlsym(RTLD_NEXT, call))(file);
}

int fsync(int file) {
  return sync_with("fsync", file);
}
int fdatasync(int file) {
  return sync_with("fdatasync", file);
}
