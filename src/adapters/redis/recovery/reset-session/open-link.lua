--[[
  Consumes the live link and starts a reset session in its place.

  ARGV[2]  digest of the link
  ARGV[3]  digest of the session
  ARGV[4]  lifetime of the session, ms

  Returns {'opened', endsAt} | {'gone', 0}
]]
if not isUsable('link') or recovery.digest ~= ARGV[2] then
  return { 'gone', 0 }
end
local endsAt = now + ARGV[4]
change('state', 'opened', 'digest', ARGV[3], 'endsAt', endsAt, 'waiter', 'turn')
return { 'opened', endsAt }
