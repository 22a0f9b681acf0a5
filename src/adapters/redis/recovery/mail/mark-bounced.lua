--[[
  Records that a mail of this kind bounced. A secret that was used proves the report wrong; a cancellation proves nothing.

  ARGV[2]  code | link

  Returns 'bounced' | 'past' | 'gone'
]]
local state = recovery.state
if not state then
  return 'gone'
end
local isOpened = state == 'opened' or state == 'done' or (state == 'cancelled' and recovery.digest)
if recovery.mail ~= ARGV[2] or isOpened then
  return 'past'
end
if state == 'cancelled' then
  return 'gone'
end
if state ~= 'bounced' then
  endSecret('bounced')
end
return 'bounced'
