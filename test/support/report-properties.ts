import fc from 'fast-check'

// Loaded by both configurations of mocha. A failed property says in its message which assertion failed, and not only by its
// cause: mocha loses that on the way from a parallel worker to its report.
fc.configureGlobal({ includeErrorInReport: true })
