/**
 * Starts one function as Lambda does: process, import, first call. Prints the CPU time of the whole process in microseconds,
 * and nothing that the function logs.
 */
const [bundle, event] = process.argv.slice(2);
const { handler } = await import(bundle);
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
try {
  await handler(JSON.parse(event), { getRemainingTimeInMillis: () => 30_000 });
} catch {
  // An error of the handler doesn't matter: the bench measures the time and the calls that were made.
}
const { user, system } = process.cpuUsage();
write(String(user + system), () => process.exit(0));
