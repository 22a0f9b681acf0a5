/** The suffix that `describeWith` adds to the title of a block whose tools are missing. */
const NEEDS = / \(needs (.+)\)$/;

/** Prints missing tools with their skipped tests, and the totals last. It waits for the exit, because Jest prints until then. */
module.exports = class SummaryReporter {
  onRunComplete(_contexts, results) {
    process.once('exit', () => process.stdout.write(summaryOf(results)));
  }
};

function summaryOf(results) {
  const notRun = [...countNotRun(results.testResults)].map(([need, count]) => {
    const [tool, install] = need.split(': ');
    return `${tool} is missing, so ${count} tests did not run. To install it: ${install}\n`;
  });
  // A file that fails to load has no tests to count, and must not read as "0 failed".
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  return `${notRun.join('')}${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`;
}

function countNotRun(files) {
  const counts = new Map();
  const notRun = files.flatMap((file) => file.testResults).filter(({ status }) => status === 'pending');
  for (const { ancestorTitles } of notRun) {
    for (const need of needsOf(ancestorTitles)) counts.set(need, (counts.get(need) ?? 0) + 1);
  }
  return counts;
}

const needsOf = (titles) => new Set(titles.flatMap((title) => NEEDS.exec(title)?.[1].split('; ') ?? []));
