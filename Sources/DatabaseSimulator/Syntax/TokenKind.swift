/// What a token is: a keyword of MySQL 8.0's grammar, a symbol, or a literal.
///
/// Words with one meaning share a kind (`EXPLAIN` is ``describe``, `INTEGER` is ``int``); their
/// spelling is in the source. The keywords stand in three runs, in the order of
/// ``KeywordTable``'s spellings.
enum TokenKind: UInt16, CaseIterable, Sendable {
    // Reserved words.
    case accessible, add, all, alter, analyze, and, `as`, asc, asensitive
    case before, between, bigint, binary, blob, both, by
    case call, cascade, `case`, change, char, check, collate, column, condition, constraint,
        `continue`, convert, create, cross, cube, cumeDist, currentUser, cursor
    case database, databases, dayHour, dayMicrosecond, dayMinute, daySecond, decimal, declare,
        `default`, delayed, delete, denseRank, desc, describe, deterministic, distinct, div,
        double, drop, dual
    case each, `else`, elseif, empty, enclosed, escaped, except, exists, exit
    case `false`, fetch, firstValue, float, `for`, force, foreign, from, fulltext, function
    case generated, get, grant, group, grouping, groups
    case having, highPriority, hourMicrosecond, hourMinute, hourSecond
    case `if`, ignore, `in`, index, infile, inner, `inout`, insensitive, insert, int, intersect,
        interval, into, ioAfterGtids, ioBeforeGtids, `is`, iterate
    case join, jsonTable
    case key, keys, kill
    case lag, lastValue, lateral, lead, leading, leave, left, like, limit, linear, lines, load,
        lock, long, longblob, longtext, loop, lowPriority
    case masterBind, masterSslVerifyServerCert, match, maxvalue, mediumblob, mediumint,
        mediumtext, minuteMicrosecond, minuteSecond, mod, modifies
    case natural, not, noWriteToBinlog, nthValue, ntile, null, numeric
    case of, on, optimize, optimizerCosts, option, optionally, or, order, out, outer, outfile,
        over
    case partition, percentRank, precision, primary, procedure, purge
    case range, rank, read, reads, readWrite, real, recursive, references, regexp, release,
        rename, `repeat`, replace, require, resignal, restrict, `return`, revoke, right, row,
        rows, rowNumber
    case secondMicrosecond, select, sensitive, separator, set, show, signal, smallint, spatial,
        specific, sql, sqlexception, sqlstate, sqlwarning, sqlBigResult, sqlCalcFoundRows,
        sqlSmallResult, ssl, starting, stored, straightJoin, system
    case table, terminated, then, tinyblob, tinyint, tinytext, to, trailing, trigger, `true`
    case undo, union, unique, unlock, unsigned, update, usage, use, using, utcDate, utcTime,
        utcTimestamp
    case values, varbinary, varchar, varying, virtual
    case when, `where`, `while`, window, with, write
    case xor
    case yearMonth
    case zerofill

    // Words that are keywords only where a parenthesis follows at once.
    case adddate
    case bitAnd, bitOr, bitXor
    case cast, count, curdate, curtime
    case dateAdd, dateSub
    case extract
    case groupConcat
    case jsonArrayagg, jsonObjectagg
    case max, min
    case now
    case position
    case stCollect, std, stddevSamp, subdate, substring, sum, sysdate
    case trim
    case variance, varSamp

    // Words that also serve as identifiers.
    case account, action, active, admin, after, against, aggregate, algorithm, always, any,
        array, ascii, assignGtidsToAnonymousTransactions, at, attribute, authentication,
        autoextendSize, autoIncrement, avg, avgRowLength
    case backup, begin, binlog, bit, block, bool, boolean, btree, buckets, bulk, byte
    case cache, cascaded, catalogName, chain, challengeResponse, changed, channel, charset,
        checksum, cipher, classOrigin, client, clone, close, coalesce, code, collation, columns,
        columnFormat, columnName, comment, commit, committed, compact, completion, component,
        compressed, compression, concurrent, connection, consistent, constraintCatalog,
        constraintName, constraintSchema, contains, context, cpu, current, cursorName
    case data, datafile, date, datetime, day, deallocate, defaultAuth, definer, definition,
        delayKeyWrite, description, diagnostics, directory, disable, discard, disk, `do`,
        dumpfile, duplicate, dynamic
    case enable, encryption, end, ends, enforced, engine, engines, engineAttribute, `enum`,
        error, errors, escape, event, events, every, exchange, exclude, execute, expansion,
        expire, export, extended, extentSize
    case factor, failedLoginAttempts, fast, faults, file, fileBlockSize, filter, finish, first,
        fixed, flush, following, follows, format, found, full
    case general, generate, geometry, geometrycollection, getFormat, getMasterPublicKey,
        getSourcePublicKey, global, grants, groupReplication, gtidOnly
    case handler, hash, help, histogram, history, host, hosts, hour
    case identified, ignoreServerIds, `import`, inactive, indexes, initial, initialSize,
        initiate, insertMethod, install, instance, invisible, invoker, io, ipc, isolation,
        issuer
    case json, jsonValue
    case keyring, keyBlockSize
    case language, last, leaves, less, level, linestring, list, local, locked, locks, logfile,
        logs
    case master, masterAutoPosition, masterCompressionAlgorithms, masterConnectRetry,
        masterDelay, masterHeartbeatPeriod, masterHost, masterLogFile, masterLogPos,
        masterPassword, masterPort, masterPublicKeyPath, masterRetryCount, masterSsl,
        masterSslCa, masterSslCapath, masterSslCert, masterSslCipher, masterSslCrl,
        masterSslCrlpath, masterSslKey, masterTlsCiphersuites, masterTlsVersion, masterUser,
        masterZstdCompressionLevel, maxConnectionsPerHour, maxQueriesPerHour, maxRows, maxSize,
        maxUpdatesPerHour, maxUserConnections, medium, member, memory, merge, messageText,
        microsecond, migrate, minute, minRows, mode, modify, month, multilinestring, multipoint,
        multipolygon, mutex, mysqlErrno
    case name, names, national, nchar, ndbcluster, nested, networkNamespace, never, new, next,
        no, nodegroup, none, nowait, noWait, nulls, number, nvarchar
    case off, offset, oj, old, one, only, open, optional, options, ordinality, organization,
        others, owner
    case packKeys, page, parser, partial, partitioning, partitions, password, passwordLockTime,
        path, persist, persistOnly, phase, plugin, plugins, pluginDir, point, polygon, port,
        precedes, preceding, prepare, preserve, prev, privileges, privilegeChecksUser, process,
        processlist, profile, profiles, proxy
    case quarter, query, quick
    case random, readOnly, rebuild, recover, redoBufferSize, redundant, reference, registration,
        relay, relaylog, relayLogFile, relayLogPos, relayThread, reload, remove, reorganize,
        repair, repeatable, replica, replicas, replicateDoDb, replicateDoTable,
        replicateIgnoreDb, replicateIgnoreTable, replicateRewriteDb, replicateWildDoTable,
        replicateWildIgnoreTable, replication, requireRowFormat, requireTablePrimaryKeyCheck,
        reset, resource, respect, restart, restore, resume, retain, returnedSqlstate,
        returning, returns, reuse, reverse, role, rollback, rollup, rotate, routine, rowCount,
        rowFormat, rtree
    case savepoint, schedule, schemaName, second, secondary, secondaryEngine,
        secondaryEngineAttribute, secondaryLoad, secondaryUnload, security, serial,
        serializable, server, session, share, shutdown, signed, simple, skip, slave, slow,
        snapshot, socket, soname, sounds, source, sourceAutoPosition, sourceBind,
        sourceCompressionAlgorithms, sourceConnectionAutoFailover, sourceConnectRetry,
        sourceDelay, sourceHeartbeatPeriod, sourceHost, sourceLogFile, sourceLogPos,
        sourcePassword, sourcePort, sourcePublicKeyPath, sourceRetryCount, sourceSsl,
        sourceSslCa, sourceSslCapath, sourceSslCert, sourceSslCipher, sourceSslCrl,
        sourceSslCrlpath, sourceSslKey, sourceSslVerifyServerCert, sourceTlsCiphersuites,
        sourceTlsVersion, sourceUser, sourceZstdCompressionLevel, sqlAfterGtids,
        sqlAfterMtsGaps, sqlBeforeGtids, sqlBufferResult, sqlNoCache, sqlThread, srid, stacked,
        start, starts, statsAutoRecalc, statsPersistent, statsSamplePages, status, stop,
        storage, stream, string, subclassOrigin, subject, subpartition, subpartitions, `super`,
        suspend, swaps, switches
    case tables, tablespace, tableChecksum, tableName, temporary, temptable, text, than,
        threadPriority, ties, time, timestamp, timestampadd, timestampdiff, tls, transaction,
        triggers, truncate, type, types
    case unbounded, uncommitted, undefined, undofile, undoBufferSize, unicode, uninstall,
        unknown, unregister, until, upgrade, url, user, userResources, useFrm
    case validation, value, variables, vcpu, view, visible
    case wait, warnings, week, weightString, without, work, wrapper
    case x509, xa, xid, xml
    case year
    case zone

    // Symbols.
    case equal, nullSafeEqual, notEqual, lessThan, lessOrEqual, greaterThan, greaterOrEqual
    case shiftLeft, shiftRight, andAnd, orOr, assign, arrow, longArrow
    case plus, minus, times, divide, percent, caret, tilde, bar, ampersand, exclamation
    case leftParenthesis, rightParenthesis, leftBrace, rightBrace
    case comma, dot, semicolon, colon, atSign, placeholder

    // Literals and names.
    case identifier
    /// In backticks, or in double quotes under ANSI_QUOTES.
    case quotedIdentifier
    /// What stands after a single `@`; may be empty.
    case hostname
    case integer, decimalNumber, floatNumber, stringLiteral, nationalString, hexadecimal, bits
    /// `_utf8mb4` before a literal.
    case introducer

    case endOfInput
    /// What MySQL's lexer cannot make a token of; no rule takes it.
    case invalid

    /// `NOT` under HIGH_NOT_PRECEDENCE, which binds as `!` does.
    case highNot
}

extension TokenKind {
    /// Whether the word is a keyword that may also name a table, a column or an alias.
    var isNonreservedKeyword: Bool {
        switch self {
        // Keywords only before a parenthesis, and names even there.
        case .adddate, .stCollect, .subdate: true
        default:
            rawValue >= TokenKind.account.rawValue && rawValue <= TokenKind.zone.rawValue
        }
    }
}
