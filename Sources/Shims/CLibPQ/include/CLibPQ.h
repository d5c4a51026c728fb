// libpq, PostgreSQL's client library, as Swift sees it: nothing of it is linked, its functions are looked up when it
// is first needed.
#pragma once

#include <CDriver.h>

#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif

// Every function that is used, with the types that libpq's own header gives them.
// OPTIONAL ones are missing before libpq 14.
#define OINT_LIBPQ(REQUIRED, OPTIONAL) \
    REQUIRED(PQconnectStartParams)     \
    REQUIRED(PQconnectPoll)            \
    REQUIRED(PQfinish)                 \
    REQUIRED(PQstatus)                 \
    REQUIRED(PQerrorMessage)           \
    REQUIRED(PQsocket)                 \
    REQUIRED(PQtransactionStatus)      \
    REQUIRED(PQhost)                   \
    REQUIRED(PQport)                   \
    REQUIRED(PQuser)                   \
    REQUIRED(PQbackendPID)             \
    REQUIRED(PQconninfo)               \
    REQUIRED(PQconninfoFree)           \
    REQUIRED(PQparameterStatus)        \
    REQUIRED(PQserverVersion)          \
    REQUIRED(PQlibVersion)             \
    REQUIRED(PQsetErrorVerbosity)      \
    REQUIRED(PQsetNoticeProcessor)     \
    REQUIRED(PQsetnonblocking)         \
    REQUIRED(PQflush)                  \
    REQUIRED(PQconsumeInput)           \
    REQUIRED(PQisBusy)                 \
    REQUIRED(PQgetResult)              \
    REQUIRED(PQclear)                  \
    REQUIRED(PQsendQuery)              \
    REQUIRED(PQsendQueryParams)        \
    REQUIRED(PQsendPrepare)            \
    REQUIRED(PQsendDescribePrepared)   \
    REQUIRED(PQsendQueryPrepared)      \
    REQUIRED(PQsetSingleRowMode)       \
    REQUIRED(PQresultStatus)           \
    REQUIRED(PQresultErrorMessage)     \
    REQUIRED(PQresultErrorField)       \
    REQUIRED(PQcmdStatus)              \
    REQUIRED(PQcmdTuples)              \
    REQUIRED(PQntuples)                \
    REQUIRED(PQnfields)                \
    REQUIRED(PQfname)                  \
    REQUIRED(PQftype)                  \
    REQUIRED(PQgetisnull)              \
    REQUIRED(PQgetvalue)               \
    REQUIRED(PQgetlength)              \
    REQUIRED(PQnparams)                \
    REQUIRED(PQparamtype)              \
    REQUIRED(PQputCopyData)            \
    REQUIRED(PQputCopyEnd)             \
    REQUIRED(PQgetCopyData)            \
    REQUIRED(PQfreemem)                \
    REQUIRED(PQgetCancel)              \
    REQUIRED(PQcancel)                 \
    REQUIRED(PQfreeCancel)             \
    OPTIONAL(PQenterPipelineMode)      \
    OPTIONAL(PQexitPipelineMode)       \
    OPTIONAL(PQpipelineSync)

OINT_DRIVER(libpq, OINT_LIBPQ)
