// Loaded into the programs that the local stack starts: they end when it ends, even by kill -9.
// Their own workers inherit the option but not the parent, and are left alone.
if (process.ppid === Number(process.env.NIGHTLIGHT_LEASH)) {
  process.once('disconnect', () => process.exit())
  // Listening must not keep a program alive that has nothing else to do.
  process.channel?.unref()
}
