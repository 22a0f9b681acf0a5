import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';

/** Prints as JSON what GitHub's own parser reports about the named workflows. Must be bundled before it runs. */
const problems = Promise.all(
  process.argv.slice(2).map(async (path) => {
    const file = { name: basename(path), content: readFileSync(path, 'utf8') };
    const { context, value } = parseWorkflow(file, new NoOperationTraceWriter());
    if (value) await convertWorkflowTemplate(context, value);
    return context.errors.getErrors().map(({ message }) => `${path}: ${message}`);
  }),
);
problems.then((found) => process.stdout.write(JSON.stringify(found.flat())));
