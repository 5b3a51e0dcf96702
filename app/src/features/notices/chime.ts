/** Two short soft tones, made here: no file to fetch, nothing the content security policy has to allow. */
export function chime(): void {
  // Browsers keep pages silent that nobody has touched: then there is no sound, and nothing is wrong.
  if (!navigator.userActivation.hasBeenActive) return
  const context = new AudioContext()
  const volume = context.createGain()
  volume.connect(context.destination)
  volume.gain.setValueAtTime(0.0001, context.currentTime)
  volume.gain.exponentialRampToValueAtTime(0.08, context.currentTime + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.5)
  for (const [index, pitchHz] of [659, 880].entries()) {
    const tone = context.createOscillator()
    tone.frequency.value = pitchHz
    tone.connect(volume)
    tone.start(context.currentTime + index * 0.12)
    tone.stop(context.currentTime + 0.5)
  }
  setTimeout(() => void context.close(), 700)
}
