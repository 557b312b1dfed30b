#ifndef CSQLITE_SHIM_H
#define CSQLITE_SHIM_H

#include <sqlite3.h>

/* SQLITE_TRANSIENT is a cast macro, which Swift does not import. Empty texts and blobs may come
   with a null pointer, which SQLite would take for NULL. */
static inline int csqlite_bind_text(sqlite3_stmt *s, int i, const char *p, int n) {
    return sqlite3_bind_text(s, i, n == 0 ? "" : p, n, SQLITE_TRANSIENT);
}
static inline int csqlite_bind_blob(sqlite3_stmt *s, int i, const void *p, int n) {
    return n == 0 ? sqlite3_bind_zeroblob(s, i, 0) : sqlite3_bind_blob(s, i, p, n, SQLITE_TRANSIENT);
}
static inline void csqlite_result_text(sqlite3_context *c, const char *p, int n) {
    sqlite3_result_text(c, n == 0 ? "" : p, n, SQLITE_TRANSIENT);
}
static inline void csqlite_result_blob(sqlite3_context *c, const void *p, int n) {
    if (n == 0) sqlite3_result_zeroblob(c, 0);
    else sqlite3_result_blob(c, p, n, SQLITE_TRANSIENT);
}

#endif
