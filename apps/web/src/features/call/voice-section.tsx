import { t } from '@lingui/core/macro'

import { useState } from 'react'

import { Section } from '../../app/sectioned-page.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { describeMicrophone } from './describe-call.ts'
import { useDeviceSettings } from './engine/devices.ts'
import { LevelBar } from './level-bar.tsx'
import { useDevices } from './use-devices.ts'
import { useMicrophoneLevel } from './use-microphone-level.ts'

/** How one is heard and seen in calls, on this device. */
export function VoiceSection() {
  const settings = useDeviceSettings()
  const devices = useDevices()
  const choose = useDeviceSettings.setState
  return (
    <>
      <Section title={t`Devices`} description={t`What you choose here is kept on this device only.`}>
        <div className="flex flex-col gap-5">
          <DevicePicker
            label={t`Microphone`}
            kind="audioinput"
            devices={devices}
            value={settings.microphoneId}
            onChange={(microphoneId) => choose({ microphoneId })}
          />
          <MicrophoneTest />
          <DevicePicker
            label={t`Speakers`}
            kind="audiooutput"
            devices={devices}
            value={settings.speakerId}
            onChange={(speakerId) => choose({ speakerId })}
          />
          <DevicePicker
            label={t`Camera`}
            kind="videoinput"
            devices={devices}
            value={settings.cameraId}
            onChange={(cameraId) => choose({ cameraId })}
          />
        </div>
      </Section>
      <Section title={t`Your voice`}>
        <div className="flex flex-col gap-4">
          <Switch
            label={t`Noise suppression`}
            hint={t`Keeps keyboards and fans from being heard. Switch it off to play music.`}
            checked={settings.noiseSuppression}
            onChange={(noiseSuppression) => choose({ noiseSuppression })}
          />
          <Switch
            label={t`Echo cancellation`}
            hint={t`Keeps others from hearing themselves through your speakers.`}
            checked={settings.echoCancellation}
            onChange={(echoCancellation) => choose({ echoCancellation })}
          />
          <Switch
            label={t`Push to talk`}
            hint={t`You are heard only while you hold a key down, and Parley is in front.`}
            checked={settings.pushToTalk}
            onChange={(pushToTalk) => choose({ pushToTalk })}
          />
          {settings.pushToTalk && <KeyPicker />}
        </div>
      </Section>
      <Section title={t`Privacy`}>
        <Switch
          label={t`Hide my address`}
          hint={t`From your next call on everything goes through the relay of this Parley, so that the others do not see your IP address. Without a relay nobody can be reached; the call check tells you.`}
          checked={settings.hidesAddress}
          onChange={(hidesAddress) => choose({ hidesAddress })}
        />
      </Section>
    </>
  )
}

interface DevicePickerProps {
  label: string
  kind: MediaDeviceKind
  devices: MediaDeviceInfo[]
  value: string
  onChange: (deviceId: string) => void
}

function DevicePicker({ label, kind, devices, value, onChange }: DevicePickerProps) {
  const options = devices.filter(
    (device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default',
  )
  const isKnown = options.some(({ deviceId }) => deviceId === value)
  return (
    <Select label={label} value={isKnown ? value : ''} onChange={onChange}>
      <option value="">{t`System default`}</option>
      {options.map((device, index) => (
        <option key={device.deviceId} value={device.deviceId}>
          {device.label || t`Device ${index + 1}`}
        </option>
      ))}
    </Select>
  )
}

/** Opens the microphone when asked to, and shows how loud it is. */
function MicrophoneTest() {
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button size="small" aria-pressed={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? t`Stop the test` : t`Test the microphone`}
      </Button>
      {isOpen && <Level />}
    </div>
  )
}

function Level() {
  const { state, level } = useMicrophoneLevel()
  return state === 'on' ? <LevelBar level={level} /> : <p className="text-sm text-muted">{describeMicrophone(state)}</p>
}

function KeyPicker() {
  const code = useDeviceSettings((settings) => settings.pushToTalkKey)
  const [isAsking, setAsking] = useState(false)
  return (
    <div className="flex flex-wrap items-center gap-3 text-sm">
      <span>{t`Key to talk: ${code}`}</span>
      <Button
        size="small"
        onClick={() => setAsking(true)}
        onBlur={() => setAsking(false)}
        onKeyDown={(event) => {
          if (!isAsking) return
          event.preventDefault()
          event.stopPropagation()
          if (event.code !== 'Escape') useDeviceSettings.setState({ pushToTalkKey: event.code })
          setAsking(false)
        }}
      >
        {isAsking ? t`Press a key…` : t`Choose another key`}
      </Button>
    </div>
  )
}
