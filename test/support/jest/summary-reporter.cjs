/** What `describeWith` of tools.ts puts behind the name of a block whose tools are missing. */
const NEEDS = / \(needs (.+)\)$/;

/**
 * Says which missing tools kept tests from running, and then, alone on the last line, the count of all tests. Jest lets its own
 * summary come after every other reporter; only the end of the process is later.
 */
module.exports = class ClosingReporter {
  onRunComplete(_contexts, results) {
    process.once('exit', () => process.stdout.write(closingWords(results)));
  }
};

function closingWords(results) {
  const notRun = [...countNotRun(results.testResults)].map(([need, count]) => {
    const [tool, install] = need.split(': ');
    return `${tool} is missing, so ${count} tests did not run. To install it: ${install}\n`;
  });
  // A file that does not even load has no tests to count; it must not read as "0 failed".
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
