--[[
  Activates the secret of an accepted mail: its lifetime starts now. A repeated call changes nothing.

  ARGV[2]  code | link
  ARGV[3]  digest of its secret
  ARGV[4]  lifetime, ms
  ARGV[5]  the job that sent it
  ARGV[6]  '' | unanswered: why the mail may not have been accepted

  Returns {'activated', 'notify' | 'quiet', endsAt} | {'cancelled', 'notify' | 'quiet', 0}
]]
local current = stage()
if not isJobOf(ARGV[2], ARGV[5]) or (recovery.state ~= 'owed' and recovery.digest ~= ARGV[3]) then
  return { 'cancelled', 'quiet', 0 }
end
if recovery.state == 'owed' and current ~= 'sending' then
  endSecret(current)
  return { 'cancelled', notifyReply(), 0 }
end
if recovery.digest ~= ARGV[3] then
  -- Another job has stored its secret since: that job reports the result.
  return { 'cancelled', 'quiet', 0 }
end
if current == 'live' then
  return { 'activated', 'quiet', tonumber(recovery.endsAt) }
end
if current ~= 'sending' then
  return { 'cancelled', 'quiet', 0 }
end
local endsAt = now + ARGV[4]
change('state', 'live', 'endsAt', endsAt, 'waiter', 'turn')
if ARGV[6] ~= '' then
  change('doubt', ARGV[6])
end
return { 'activated', notifyReply(), endsAt }
