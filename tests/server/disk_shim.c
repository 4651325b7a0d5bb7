// Loaded before libc (LD_PRELOAD): a disk that refuses to keep what is written while the file "fail" lies in
// the directory WUFEI_DISK, one that takes its time while "slow" does, and one that has become read-only, as
// Linux makes it after errors, while "readonly" does.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
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

// Of files in that directory only: the log goes on.
static int is_read_only(int file) {
  char link[64], path[4096];
  if (!lies_there("readonly")) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  if (strncmp(path, getenv("WUFEI_DISK"), strlen(getenv("WUFEI_DISK"))) != 0) return 0;
  errno = EROFS;
  return 1;
}

ssize_t write(int file, const void* bytes, size_t count) {
  if (is_read_only(file)) return -1;
  return ((ssize_t(*)(int, const void*, size_t))dlsym(RTLD_NEXT, "write"))(file, bytes, count);
}
ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
  if (is_read_only(file)) return -1;
  return ((ssize_t(*)(int, const void*, size_t, off_t))dlsym(RTLD_NEXT, "pwrite"))(file, bytes, count, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) {
  if (is_read_only(file)) return -1;
  return ((ssize_t(*)(int, const void*, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64"))(file, bytes, count, at);
}
