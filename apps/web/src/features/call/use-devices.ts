import { useEffect, useState } from 'react'

/** The devices there are. Their names are known once one of them may be used. */
export function useDevices(): MediaDeviceInfo[] {
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([])
  useEffect(() => {
    const { mediaDevices } = navigator
    if (!mediaDevices) return
    const list = () => void mediaDevices.enumerateDevices().then(setDevices, () => undefined)
    list()
    const timer = setInterval(list, 2_000)
    mediaDevices.addEventListener('devicechange', list)
    return () => {
      clearInterval(timer)
      mediaDevices.removeEventListener('devicechange', list)
    }
  }, [])
  return devices
}
