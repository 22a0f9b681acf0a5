--[[
  The key was changed through this reset session.

  ARGV[2]  digest of the session

  Returns 'finished' | 'already-finished' | 'gone'
]]
if recovery.digest ~= ARGV[2] then
  return 'gone'
end
if recovery.state == 'done' then
  return 'already-finished'
end
if stage() ~= 'opened' then
  return 'gone'
end
change('state', 'done')
return 'finished'
