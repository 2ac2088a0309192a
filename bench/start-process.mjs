/**
 * Starts one function as Lambda does: process, import, first call. Prints the CPU time of the whole process in microseconds.
 */
const [bundle, event] = process.argv.slice(2);
const { handler } = await import(bundle);
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
try {
  await handler(JSON.parse(event), { getRemainingTimeInMillis: () => 30_000 });
} catch {
  // How it ends does not matter here; the bench looks at the calls that it made.
}
const { user, system } = process.cpuUsage();
write(String(user + system), () => process.exit(0));
