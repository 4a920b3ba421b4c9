/*
 * Lets system calls on the files under one directory fail at random, or write less than they were
 * asked to. Preloaded into a Java process by RecordingIoFaultsTest.
 *
 * JIT_FAULTS_UNDER   the directory
 * JIT_FAULTS_BOARD   a file whose first byte is 0 as long as nothing is to fail
 * JIT_FAULTS_SEED    a number
 * JIT_FAULTS_write, _short, _sync, _open, _close, _unlink, _mkdir: so many of 10,000 calls
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))
#define MOST 65536

enum fault { WRITE, SHORT, SYNC, OPEN, CLOSE, UNLINK, MKDIR, FAULTS };
static const char *const NAMES[FAULTS] = {"write", "short", "sync", "open", "close", "unlink", "mkdir"};

static const char *under = "";
static volatile char *board;
static uint64_t seed;
static uint64_t calls;
static unsigned odds[FAULTS];
static volatile char ours[MOST];

__attribute__((constructor)) static void begin(void) {
  char name[32];
  const char *file = getenv("JIT_FAULTS_BOARD");
  if (!getenv("JIT_FAULTS_UNDER") || !file) return;
  under = getenv("JIT_FAULTS_UNDER");
  seed = strtoull(getenv("JIT_FAULTS_SEED") ? getenv("JIT_FAULTS_SEED") : "1", 0, 10);
  for (int i = 0; i < FAULTS; i++) {
    strcpy(name, "JIT_FAULTS_");
    strcat(name, NAMES[i]);
    odds[i] = getenv(name) ? (unsigned)atoi(getenv(name)) : 0;
  }
  int fd = REAL(int, open64, const char *, int, ...)(file, O_RDONLY);
  if (fd >= 0) {
    void *at = mmap(0, 4096, PROT_READ, MAP_SHARED, fd, 0);
    board = at == MAP_FAILED ? 0 : at;
    REAL(int, close, int)(fd);
  }
}

static uint64_t chance(void) {
  uint64_t z = seed + __sync_add_and_fetch(&calls, 1) * 0x9E3779B97F4A7C15ull;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

static int hits(enum fault fault) { return board && *board && odds[fault] && chance() % 10000 < odds[fault]; }

static int fails(enum fault fault) {
  static const int WHY[] = {EIO, ENOSPC, EDQUOT, EMFILE};
  if (!hits(fault)) return 0;
  errno = WHY[chance() % (fault == OPEN ? 4 : 3)];
  return 1;
}

static int is_ours(int fd) { return fd >= 0 && fd < MOST && ours[fd]; }

static int is_under(const char *path) { return *under && !strncmp(path, under, strlen(under)); }

int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
  va_end(more);
  int own = is_under(path);
  if (own && fails(OPEN)) return -1;
  int fd = REAL(int, open64, const char *, int, ...)(path, flags, mode);
  if (own && fd >= 0 && fd < MOST) ours[fd] = 1;
  return fd;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  if (is_ours(fd)) {
    if (fails(WRITE)) return -1;
    if (count > 1 && hits(SHORT)) count = 1 + chance() % (count - 1);
  }
  return REAL(ssize_t, write, int, const void *, size_t)(fd, bytes, count);
}

int fsync(int fd) { return is_ours(fd) && fails(SYNC) ? -1 : REAL(int, fsync, int)(fd); }

int fdatasync(int fd) { return is_ours(fd) && fails(SYNC) ? -1 : REAL(int, fdatasync, int)(fd); }

int close(int fd) {
  int own = is_ours(fd);
  if (own) ours[fd] = 0;
  int result = REAL(int, close, int)(fd);
  return own && fails(CLOSE) ? -1 : result;
}

int unlink(const char *path) {
  return is_under(path) && fails(UNLINK) ? -1 : REAL(int, unlink, const char *)(path);
}

int mkdir(const char *path, mode_t mode) {
  return is_under(path) && fails(MKDIR) ? -1 : REAL(int, mkdir, const char *, mode_t)(path, mode);
}
